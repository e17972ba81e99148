//! A static site generator for implementation reports.

#![forbid(unsafe_code)]

pub mod address;
pub mod archive;
pub mod build;
pub mod bundle;
pub mod character;
pub mod check;
pub mod claims;
pub mod config;
pub mod data;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod facts;
pub mod fragment;
pub mod freeze;
pub mod hexadecimal;
pub mod item;
pub mod key;
pub mod language;
pub mod link_check;
pub mod media;
pub mod message;
pub mod output;
pub mod overview;
pub mod path;
pub mod pdf;
pub mod percent;

pub mod picture;
pub mod plural;
pub mod project;
pub mod publish;
pub mod render;
pub mod revision;
pub mod scaffold;
pub mod schema;
pub mod serve;
pub mod site;
pub mod theme;
pub mod words;
pub mod world;
