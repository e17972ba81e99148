//! stub
use std::ops::Range;
#[derive(Debug)]
pub struct Run<'a> { pub text: &'a str, pub source: Range<usize>, pub container: u32 }
#[derive(Debug)]
pub enum Piece<'a> { Text(Run<'a>), Barrier }
#[derive(Debug,Clone)]
pub struct Grammar;
#[derive(Debug,Clone)]
pub struct Clause;
#[derive(Debug,Clone,Copy,PartialEq,Eq)]
pub enum MentionKind { Single, ListItem, RangeStart, RangeEnd }
pub struct Mention { pub number: Box<str>, pub kind: MentionKind, pub known: bool, pub source: Range<usize> }
impl Grammar { pub fn english() -> Self { Self } pub fn with_singular(self, _: &[String]) -> Self { self } pub fn with_plural(self, _: &[String]) -> Self { self } }
impl Clause { pub fn series(&self) -> Option<&str> { None } pub fn start(&self) -> usize { 0 } pub fn read(&self, _: &Grammar, _: impl Fn(&str) -> bool) -> Vec<Mention> { vec![] } }
pub fn scan(_: &[Piece], _: &Grammar, _: &mut Vec<Clause>) {}
