//! Azure Blob Storage: account and credentials, from the variables of Azure's own programs.

use std::sync::Arc;

use object_store::azure::{AzureConfigKey, MicrosoftAzureBuilder};

use super::Credentials;
use super::answer::Connector;
use super::store::{Opened, Setting};
use crate::publish::environment::Environment;
use crate::publish::host::{Cause, HostError};
use crate::publish::network::{PlainHttp, Server};

const ACCOUNT: &[&str] = &["AZURE_STORAGE_ACCOUNT", "AZURE_STORAGE_ACCOUNT_NAME"];
const KEY: &[&str] = &["AZURE_STORAGE_KEY", "AZURE_STORAGE_ACCOUNT_KEY"];
const CONNECTION: &str = "AZURE_STORAGE_CONNECTION_STRING";

/// Opens a container.
pub(super) fn open(account: Option<&str>, setting: Setting<'_>) -> Result<Opened, HostError> {
    let environment = setting.environment;
    let connection = Connection::of(environment);
    let account = account
        .or(connection.account)
        .or_else(|| environment.first_of(ACCOUNT))
        .ok_or_else(|| {
            HostError::new(Cause::Other, "the storage account is not known")
                .with_help("add `account`, or set `AZURE_STORAGE_ACCOUNT`")
        })?;
    let mut builder = MicrosoftAzureBuilder::new()
        .with_account(account)
        .with_container_name(setting.bucket)
        .with_client_options(setting.client_options())
        .with_retry(Setting::retry())
        .with_http_connector(Connector::new(None)?);
    let of_connection;
    let server = match (setting.server, connection.endpoint) {
        (Some(server), _) => Some(server),
        (None, Some(endpoint)) => {
            of_connection = Server::parse(endpoint, PlainHttp::Loopback)?;
            Some(&of_connection)
        }
        (None, None) => None,
    };
    if let Some(server) = server {
        builder = builder.with_endpoint(server.url.as_str().trim_end_matches('/').into());
        if server.is_plain() {
            builder = builder.with_allow_http(true);
        }
    }
    let builder = with_credentials(builder, &connection, &setting)?;
    let store = builder.build().map_err(|_| setting.is_unusable())?;
    Ok(Opened { store: Arc::new(store), scheme: "azure" })
}

fn with_credentials(
    builder: MicrosoftAzureBuilder,
    connection: &Connection<'_>,
    setting: &Setting<'_>,
) -> Result<MicrosoftAzureBuilder, HostError> {
    let variable = |name| setting.environment.variable(name);
    let key = setting.environment.first_of(KEY).or(connection.key);
    if let Some(key) = key {
        return Ok(builder.with_access_key(key));
    }
    if let Some(signature) = variable("AZURE_STORAGE_SAS_TOKEN").or(connection.signature) {
        return Ok(builder.with_config(AzureConfigKey::SasKey, signature));
    }
    if let (Some(client), Some(tenant)) = (variable("AZURE_CLIENT_ID"), variable("AZURE_TENANT_ID"))
    {
        if let Some(secret) = variable("AZURE_CLIENT_SECRET") {
            return Ok(builder.with_client_secret_authorization(client, secret, tenant));
        }
        if let Some(file) = variable("AZURE_FEDERATED_TOKEN_FILE") {
            let builder = builder.with_client_id(client).with_tenant_id(tenant);
            return Ok(builder.with_federated_token_file(file));
        }
    }
    match setting.credentials {
        Credentials::GivenOrMachine => Ok(builder),
        Credentials::Given => Err(setting.has_no_credentials(
            "set `AZURE_STORAGE_KEY`, `AZURE_STORAGE_SAS_TOKEN` or \
             `AZURE_STORAGE_CONNECTION_STRING`; or `AZURE_TENANT_ID` and `AZURE_CLIENT_ID` with \
             `AZURE_CLIENT_SECRET` or `AZURE_FEDERATED_TOKEN_FILE`",
        )),
    }
}

/// A connection string: `AccountName=…;AccountKey=…`.
#[derive(Default)]
struct Connection<'a> {
    account: Option<&'a str>,
    key: Option<&'a str>,
    signature: Option<&'a str>,
    endpoint: Option<&'a str>,
}

impl<'a> Connection<'a> {
    fn of(environment: &'a Environment) -> Self {
        let mut connection = Self::default();
        for part in environment.variable(CONNECTION).unwrap_or_default().split(';') {
            let Some((name, value)) = part.split_once('=') else { continue };
            let place = match name.trim() {
                "AccountName" => &mut connection.account,
                "AccountKey" => &mut connection.key,
                "SharedAccessSignature" => &mut connection.signature,
                "BlobEndpoint" => &mut connection.endpoint,
                _ => continue,
            };
            *place = Some(value.trim());
        }
        connection
    }
}
