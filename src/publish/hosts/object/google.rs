//! Google Cloud Storage: credentials.

use std::path::PathBuf;
use std::sync::Arc;

use object_store::HeaderValue;
use object_store::gcp::GoogleCloudStorageBuilder;

use super::Credentials;
use super::answer::Connector;
use super::store::{Opened, Setting};
use crate::publish::environment;
use crate::publish::host::{Cause, HostError};

const APPLICATION_DEFAULT: &str = "application_default_credentials.json";

/// Opens a bucket.
pub(super) fn open(setting: Setting<'_>) -> Result<Opened, HostError> {
    // Else the server decompresses what is stored compressed, and does not say how long it is.
    let accepts = HeaderValue::from_static("gzip");
    let mut builder = GoogleCloudStorageBuilder::new()
        .with_bucket_name(setting.bucket)
        .with_client_options(setting.client_options())
        .with_retry(Setting::retry())
        .with_http_connector(Connector::new(Some(accepts))?);
    if let Some(server) = setting.server {
        builder = builder.with_base_url(server.url.as_str().trim_end_matches('/'));
    }
    let builder = with_credentials(builder, &setting)?;
    let store = builder.build().map_err(|_| setting.is_unusable())?;
    Ok(Opened { store: Arc::new(store), scheme: "gs" })
}

fn with_credentials(
    builder: GoogleCloudStorageBuilder,
    setting: &Setting<'_>,
) -> Result<GoogleCloudStorageBuilder, HostError> {
    let environment = setting.environment;
    if let Some(token) = environment.variable("CLOUDSDK_AUTH_ACCESS_TOKEN") {
        return Ok(builder.with_bearer_token(token));
    }
    if let Some(path) = environment.variable("GOOGLE_APPLICATION_CREDENTIALS") {
        let path = PathBuf::from(path);
        let Some(text) = environment::text(&path)? else {
            let message = format!(
                "`GOOGLE_APPLICATION_CREDENTIALS` names `{}`, which does not exist",
                path.display()
            );
            return Err(HostError::new(Cause::Denied, message)
                .with_help("correct the variable, or unset it"));
        };
        return from_file(builder, &path, &text);
    }
    let directory = environment.place("CLOUDSDK_CONFIG", ".config/gcloud");
    if let Some(path) = directory.map(|directory| directory.join(APPLICATION_DEFAULT))
        && let Some(text) = environment::text(&path)?
    {
        return from_file(builder, &path, &text);
    }
    match setting.credentials {
        Credentials::GivenOrMachine => Ok(builder),
        Credentials::Given => Err(setting.has_no_credentials(
            "set `GOOGLE_APPLICATION_CREDENTIALS` to the path of a service account's key; or run \
             `gcloud auth application-default login`",
        )),
    }
}

fn from_file(
    builder: GoogleCloudStorageBuilder,
    path: &std::path::Path,
    text: &str,
) -> Result<GoogleCloudStorageBuilder, HostError> {
    let wrong = |why: &str| {
        HostError::new(Cause::Denied, format!("`{}` {why}", path.display())).with_help(
            "give the key of a service account as JSON, what `gcloud auth application-default \
             login` writes, or a token as `CLOUDSDK_AUTH_ACCESS_TOKEN`",
        )
    };
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|_| wrong("is no JSON file with credentials"))?;
    match value.get("type").and_then(serde_json::Value::as_str) {
        Some("service_account") => Ok(builder.with_service_account_key(text)),
        Some("authorized_user") => match path.to_str() {
            Some(path) => Ok(builder.with_application_credentials(path)),
            None => Err(wrong("is a path that is not UTF-8")),
        },
        Some("external_account") => Err(wrong(
            "has credentials of another provider (`external_account`), which are not \
                       supported",
        )),
        _ => Err(wrong("has credentials of an unknown type")),
    }
}
