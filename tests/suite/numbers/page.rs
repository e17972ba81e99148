//! A page as a tree of elements.

use super::super::html::{Piece, pieces};

const VOID: [&str; 8] = ["br", "col", "hr", "img", "input", "link", "meta", "wbr"];

#[derive(Debug, Default)]
pub(super) struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
}

#[derive(Debug)]
enum Child {
    Node(Node),
    Text(String),
}

/// The tree of a page.
pub(super) fn tree(html: &str) -> Node {
    let mut open = vec![Node::default()];
    for piece in pieces(html) {
        let last = open.len() - 1;
        match piece {
            Piece::Text(text) => open[last].children.push(Child::Text(text)),
            Piece::Open { name, attributes, closes_itself } => {
                let is_empty = closes_itself || VOID.contains(&name.as_str());
                let node = Node { name, attributes, children: Vec::new() };
                if is_empty {
                    open[last].children.push(Child::Node(node));
                } else {
                    open.push(node);
                }
            }
            Piece::Close(name) => {
                if last > 0 && open[last].name == name {
                    let node = open.pop().unwrap();
                    open[last - 1].children.push(Child::Node(node));
                }
            }
        }
    }
    while open.len() > 1 {
        let node = open.pop().unwrap();
        open.last_mut().unwrap().children.push(Child::Node(node));
    }
    open.pop().unwrap()
}

impl Node {
    pub(super) fn attribute(&self, wanted: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
    }

    /// Its visible text, with white space collapsed; pictures and asides for screen readers count.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(inner) => text.push_str(inner),
                Child::Node(node) if node.name != "svg" => node.add_text(text),
                Child::Node(_) => {}
            }
        }
    }

    /// Its text without that of some elements in it.
    pub(super) fn text_without(&self, class: &str) -> String {
        let mut text = String::new();
        for child in &self.children {
            match child {
                Child::Text(inner) => text.push_str(inner),
                Child::Node(node) if node.has_class(class) || node.name == "svg" => {}
                Child::Node(node) => text.push_str(&node.text_without(class)),
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|all| all.split(' ').any(|it| it == class))
    }

    /// The child elements.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    /// All elements in it that are so, in order, outermost only.
    pub(super) fn all<'n>(&'n self, is: &dyn Fn(&Self) -> bool) -> Vec<&'n Self> {
        let mut found = Vec::new();
        for node in self.nodes() {
            if is(node) {
                found.push(node);
            } else {
                found.extend(node.all(is));
            }
        }
        found
    }

    pub(super) fn named(&self, name: &str) -> Vec<&Self> {
        self.all(&|node| node.name == name)
    }

    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.named(name).into_iter().next()
    }

    pub(super) fn with_class(&self, class: &str) -> Vec<&Self> {
        self.all(&|node| node.has_class(class))
    }

    pub(super) fn with_id(&self, id: &str) -> Option<&Self> {
        self.all(&|node| node.attribute("id") == Some(id)).into_iter().next()
    }

    /// The cells of the rows of a table's body, or of the table itself.
    pub(super) fn rows(&self) -> Vec<Vec<&Self>> {
        let bodies = self.named("tbody");
        let rows = bodies.into_iter().flat_map(|body| body.named("tr"));
        rows.map(|row| row.nodes().collect()).collect()
    }
}

/// The numbers of a text, in order: "1 of 3 done (33%), 1 late" has 1, 3, 33 and 1.
pub(super) fn numbers(text: &str) -> Vec<usize> {
    let digits = text.split(|char: char| !char.is_ascii_digit());
    digits.filter(|digits| !digits.is_empty()).map(|digits| digits.parse().unwrap()).collect()
}

/// The number of a recommendation in its name: "Recommendation 3: Title of 3".
pub(super) fn number_in(name: &str) -> usize {
    numbers(name).first().copied().unwrap_or_else(|| panic!("{name:?} has no number"))
}
