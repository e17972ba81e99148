//! Profiles of `~/.aws/credentials` and `~/.aws/config`, which the library does not read.
//!
//! Format: <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>

use std::collections::BTreeMap;
use std::fmt;

use crate::publish::environment::{self, Environment};
use crate::publish::host::{Cause, HostError};

/// Ways to get credentials that are not followed here.
const OTHER_WAYS: &[&str] = &["sso_session", "sso_start_url", "credential_process", "role_arn"];

/// What both files say of a profile.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Profile {
    pub key: Option<Key>,
    pub region: Option<String>,
}

/// An access key.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub id: String,
    pub secret: String,
    pub token: Option<String>,
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile").field("region", &self.region).finish_non_exhaustive()
    }
}

/// Reads a profile; `None` if neither file has it.
pub(super) fn read(environment: &Environment, name: &str) -> Result<Option<Profile>, HostError> {
    let mut values = None;
    for (variable, below_home, section) in [
        ("AWS_CONFIG_FILE", ".aws/config", format!("profile {name}")),
        ("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials", name.into()),
    ] {
        let Some(path) = environment.place(variable, below_home) else { continue };
        let Some(text) = environment::text(&path)? else { continue };
        if let Some(more) = section_of(&text, name, &section) {
            values.get_or_insert_with(BTreeMap::new).extend(more);
        }
    }
    values.map(|values| profile(name, values)).transpose()
}

fn profile(name: &str, mut values: BTreeMap<String, String>) -> Result<Profile, HostError> {
    let region = values.remove("region");
    let id = values.remove("aws_access_key_id");
    let secret = values.remove("aws_secret_access_key");
    if let (Some(id), Some(secret)) = (id, secret) {
        let token = values.remove("aws_session_token");
        return Ok(Profile { key: Some(Key { id, secret, token }), region });
    }
    let Some(way) = OTHER_WAYS.iter().find(|way| values.contains_key(**way)) else {
        return Ok(Profile { key: None, region });
    };
    let message = format!("the profile `{name}` has no access key, but `{way}`");
    Err(HostError::new(Cause::Denied, message).with_help(format!(
        "put its key into the environment first: `eval \"$(aws configure export-credentials \
         --profile {name} --format env)\"`, without `profile` in the settings and `AWS_PROFILE`"
    )))
}

/// The values of a section, by key. In `config`, only `default` may stand alone.
fn section_of(text: &str, name: &str, section: &str) -> Option<BTreeMap<String, String>> {
    let mut values: Option<BTreeMap<String, String>> = None;
    let mut is_inside = false;
    for line in text.lines() {
        // What is indented belongs to a nested table.
        let is_nested = line.starts_with([' ', '\t']);
        let line = line.trim();
        if line.starts_with(['#', ';']) || line.is_empty() {
            continue;
        }
        if let Some(title) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            is_inside = title == section || title == name && name == "default";
            if is_inside {
                values.get_or_insert_default();
            }
        } else if let (true, false, Some((key, value))) =
            (is_inside, is_nested, line.split_once('='))
            && let Some(values) = &mut values
        {
            let value = value.split(" #").next().unwrap_or_default().trim();
            values.insert(key.trim().to_ascii_lowercase(), value.into());
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREDENTIALS: &str = "\
# Keys
[default]
aws_access_key_id = AKID
aws_secret_access_key=s3cr=t/+
[staging]
 aws_access_key_id = nested
[ other ]
AWS_ACCESS_KEY_ID = OTHER # mine
aws_secret_access_key = secret
aws_session_token = token
";
    const CONFIG: &str = "\
[default]
region = eu-west-1
s3 =
    region = nested
[profile other]
region = us-east-2
[other]
region = not-this
[profile sso]
sso_session = company
";

    fn found(name: &str) -> Result<Option<Profile>, HostError> {
        let directory = tempfile::tempdir().unwrap();
        let (credentials, config) =
            (directory.path().join("credentials"), directory.path().join("config"));
        #[expect(clippy::disallowed_methods, reason = "a test")]
        std::fs::write(&credentials, CREDENTIALS)
            .and_then(|()| std::fs::write(&config, CONFIG))
            .unwrap();
        let environment = Environment::new(
            [
                ("AWS_SHARED_CREDENTIALS_FILE", credentials.to_str().unwrap()),
                ("AWS_CONFIG_FILE", config.to_str().unwrap()),
            ],
            None,
        );
        read(&environment, name)
    }

    #[test]
    fn profiles() {
        #[track_caller]
        fn case(name: &str, key: Option<(&str, &str, Option<&str>)>, region: Option<&str>) {
            let profile = found(name).unwrap().unwrap();
            let parts =
                profile.key.as_ref().map(|key| (&*key.id, &*key.secret, key.token.as_deref()));
            assert_eq!((parts, profile.region.as_deref()), (key, region));
        }
        case("default", Some(("AKID", "s3cr=t/+", None)), Some("eu-west-1"));
        case("other", Some(("OTHER", "secret", Some("token"))), Some("us-east-2"));
        case("staging", None, None);
    }

    #[test]
    fn missing_profiles_and_other_ways() {
        assert_eq!(found("missing").unwrap(), None);
        let error = found("sso").unwrap_err();
        assert_eq!(error.message, "the profile `sso` has no access key, but `sso_session`");
    }

    #[test]
    fn no_files() {
        let environment = Environment::new([("A", "a")], Some("/nonexistent".into()));
        assert_eq!(read(&environment, "default").unwrap(), None);
    }
}
