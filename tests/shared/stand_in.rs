//! Stand-ins for print programs.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use lopdf::{Dictionary, Document, Object, ObjectId, text_string};

use crate::harness::Place;

/// PDF title of the site of `init`.
pub(crate) const TITLE: &str = "Implementation of the Records Review – as of 30 June 2024";

/// A PDF with that many pages.
pub(crate) fn document(title: &str, pages: usize) -> Vec<u8> {
    outlined(title, pages, &[])
}

/// The same with a flat outline.
pub(crate) fn outlined(title: &str, pages: usize, entries: &[&str]) -> Vec<u8> {
    made(title, pages, entries, &[])
}

/// The same with named targets on pages.
pub(crate) fn numbered(title: &str, pages: usize, targets: &[(&str, usize)]) -> Vec<u8> {
    made(title, pages, &[], targets)
}

fn made(title: &str, pages: usize, entries: &[&str], targets: &[(&str, usize)]) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let tree = document.new_object_id();
    let page = |document: &mut Document| {
        let mut page = Dictionary::new();
        page.set("Type", Object::Name(b"Page".to_vec()));
        page.set("Parent", tree);
        Object::Reference(document.add_object(page))
    };
    let kids: Vec<Object> = (0..pages).map(|_| page(&mut document)).collect();
    let mut all = Dictionary::new();
    all.set("Type", Object::Name(b"Pages".to_vec()));
    all.set("MediaBox", [0, 0, 595, 842].map(Object::Integer).to_vec());
    all.set("Kids", kids.clone());
    all.set("Count", i64::try_from(pages).unwrap());
    document.objects.insert(tree, all.into());
    let mut catalog = Dictionary::new();
    catalog.set("Type", Object::Name(b"Catalog".to_vec()));
    catalog.set("Pages", tree);
    if !entries.is_empty() {
        catalog.set("Outlines", outline(&mut document, entries));
    }
    let mut named = Dictionary::new();
    for (name, page) in targets {
        let kind = Object::Name(b"XYZ".to_vec());
        named.set(*name, vec![kids[page - 1].clone(), kind, 0.into(), 700.into(), 0.into()]);
    }
    catalog.set("Dests", named);
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", catalog);
    let mut information = Dictionary::new();
    information.set("Title", text_string(title));
    information.set("Producer", text_string("A stand-in"));
    information.set("CreationDate", text_string("D:20260401120000Z"));
    let information = document.add_object(information);
    document.trailer.set("Info", information);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn outline(document: &mut Document, titles: &[&str]) -> ObjectId {
    let ids: Vec<ObjectId> = titles.iter().map(|_| document.new_object_id()).collect();
    let mut root = Dictionary::new();
    root.set("First", ids[0]);
    let root = document.add_object(root);
    for (at, title) in titles.iter().enumerate() {
        let mut entry = Dictionary::new();
        entry.set("Title", text_string(title));
        entry.set("Parent", root);
        if let Some(next) = ids.get(at + 1) {
            entry.set("Next", *next);
        }
        document.objects.insert(ids[at], entry.into());
    }
    root
}

/// A site, and a program with this name and shell script.
pub(crate) fn place(name: &str, script: &str) -> Place {
    place_of(".", name, script)
}

/// The same with the site in a subdirectory.
pub(crate) fn place_of(directory: &str, name: &str, script: &str) -> Place {
    let place = Place::started_in(directory);
    place.write(&format!("programs/{name}"), &format!("#!/bin/sh\n{script}\n"));
    let program = place.path(&format!("programs/{name}"));
    fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    place
}

/// Restricts a command to these programs.
pub(crate) fn alone(place: &Place, command: &mut Command) {
    // `cp` and `sleep` are called by absolute path.
    command.env("PATH", place.path("programs"));
}
