//! Wrong usage.

use ssr_site::scaffold::Refusal;
use thiserror::Error;

/// A wrong command with what to type instead. Exits with code 2.
#[derive(Debug, Error)]
#[error("{message}")]
pub(crate) struct WrongUsage {
    message: String,
    help: Option<String>,
}

impl WrongUsage {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }

    pub(crate) fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl From<Refusal> for WrongUsage {
    fn from(refusal: Refusal) -> Self {
        let Refusal { message, help } = refusal;
        Self { message, help }
    }
}
