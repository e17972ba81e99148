//! Texts and templates with the words of one report put in.
//!
//! Texts have the placeholders `{item}`, `{items}`, `{Item}` and `{Items}`. They are filled in once
//! for each name that a site has for its recommendations, so that most texts are still the same on
//! every page.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Context, Tera};

use super::names::{self, Names};
use super::strings::{self, Strings};
use super::template::Template;
use super::{Templates, error};
use crate::diagnostic::Diagnostic;
use crate::item::Item;
use crate::path::SourcePath;

/// What pages call recommendations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wording<'a> {
    /// As the theme does.
    Theme,
    /// By a word for what several reports call differently.
    Any,
    /// As a report does.
    Own(&'a Item),
}

/// A theme in one wording.
#[derive(Debug)]
pub struct Worded {
    /// What recommendations are called.
    pub item: Item,
    strings: Arc<Strings>,
    tera: Tera,
    templates: Templates,
    /// What each template can ask for, found on first use.
    names: OnceLock<BTreeMap<String, Names>>,
}

/// A template's file.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) path: SourcePath,
    pub(super) text: String,
}

impl Worded {
    pub(super) fn new(
        wording: Wording<'_>,
        texts: &Arc<Strings>,
        files: &[File],
        global: &Context,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let item = match wording {
            Wording::Theme => texts.item("item"),
            Wording::Any => texts.item("item-any"),
            Wording::Own(item) => item.clone(),
        };
        let strings = Arc::new(texts.with_item(&item));
        let mut tera = Tera::default();
        *tera.global_context() = global.clone();
        strings::register(&mut tera, &strings, texts);
        let templates: Templates = files
            .iter()
            .map(|File { name, path, text }| {
                (name.clone(), Template::new(name, path.clone(), text, &strings))
            })
            .collect();
        let parsed = templates.iter().map(|(name, template)| (name.as_str(), template.text()));
        if let Err(error) = tera.add_raw_templates(parsed) {
            let mut found = error::each_template(&templates, &strings, texts);
            if found.is_empty() {
                found = error::reports(&error, &templates);
            }
            if found.is_empty() {
                found.push(error::diagnostic(&error, &templates));
            }
            diagnostics.append(&mut found);
        }
        Self { item, strings, tera, templates, names: OnceLock::new() }
    }

    pub(super) fn global_context(&mut self) -> &mut Context {
        self.tera.global_context()
    }

    /// The display strings.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// The fields that a template can ask for; `None` for an unknown one.
    pub fn names(&self, template: &str) -> Option<&Names> {
        self.names.get_or_init(|| names::of(&self.templates)).get(template)
    }

    /// Renders a template, appending to the output. Errors have template, line and column.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        self.tera
            .render_to(template, context, out)
            .map_err(|error| Box::new(error::diagnostic(&error, &self.templates)))
    }

    /// Renders a component with those of the arguments that it declares; `None` if there is no such
    /// component. Errors as in [`Worded::render`].
    pub fn component(
        &self,
        name: &str,
        arguments: &Context,
    ) -> Option<Result<String, Box<Diagnostic>>> {
        let mut taken = Context::new();
        for argument in self.tera.get_component_definition(name)?.args() {
            if let Some(value) = arguments.get(argument.name()) {
                taken.insert_value(argument.name().to_owned(), value.clone());
            }
        }
        let written = self.tera.render_component(name, &taken, None, true);
        Some(written.map_err(|error| Box::new(error::component(name, &error, &self.templates))))
    }
}
