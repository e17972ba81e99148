//! S3: credentials, region and addresses.

use std::sync::Arc;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey, S3ConditionalPut};

use super::answer::Connector;
use super::profile::{self, Profile};
use super::store::{Opened, Setting};
use super::{Addressing, Conditions, Credentials};
use crate::publish::environment::Environment;
use crate::publish::host::{Cause, HostError};
use crate::publish::network::Server;

/// What the settings say of S3 alone.
pub(super) struct S3<'a> {
    pub region: Option<&'a str>,
    pub profile: Option<&'a str>,
    pub addressing: Option<Addressing>,
}

/// Opens a bucket.
pub(super) fn open(s3: &S3<'_>, setting: Setting<'_>) -> Result<Opened, HostError> {
    let Setting { environment, server, .. } = setting;
    let profile = match s3.profile {
        Some(name) => Some(profile::read(environment, name)?.ok_or_else(|| no_profile(name))?),
        None => None,
    };
    let region = region(s3, profile.as_ref(), environment, server)?;
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(setting.bucket)
        .with_region(&region)
        .with_client_options(setting.client_options())
        .with_retry(Setting::retry())
        .with_http_connector(Connector::new(None)?)
        // One request a file, which every server understands.
        .with_disable_bulk_delete(true);
    if setting.conditions == Conditions::Unsupported {
        builder = builder.with_conditional_put(S3ConditionalPut::Disabled);
    }
    builder = addressed(builder, s3.addressing, &setting)?;
    builder = with_credentials(builder, profile, &setting)?;
    let store = builder.build().map_err(|_| setting.is_unusable())?;
    Ok(Opened { store: Arc::new(store), scheme: "s3" })
}

fn no_profile(name: &str) -> HostError {
    let message =
        format!("there is no profile `{name}` in `~/.aws/credentials` or `~/.aws/config`");
    HostError::new(Cause::Denied, message)
        .with_help("add it with `aws configure --profile`, or correct `profile`")
}

fn region(
    s3: &S3<'_>,
    profile: Option<&Profile>,
    environment: &Environment,
    server: Option<&Server>,
) -> Result<String, HostError> {
    let given = s3.region.or_else(|| profile.and_then(|profile| profile.region.as_deref()));
    let given = given.or_else(|| environment.first_of(&["AWS_REGION", "AWS_DEFAULT_REGION"]));
    if let Some(region) = given {
        return Ok(region.into());
    }
    let of_profile = match profile {
        Some(_) => None,
        None => profile::read(environment, profile_name(environment))?.and_then(|it| it.region),
    };
    match (of_profile, server) {
        (Some(region), _) => Ok(region),
        // Servers of others accept it, R2 too.
        (None, Some(_)) => Ok("us-east-1".into()),
        (None, None) => Err(HostError::new(Cause::Other, "the region of the bucket is not known")
            .with_help("add `region`, or set `AWS_REGION`")),
    }
}

fn profile_name(environment: &Environment) -> &str {
    environment.variable("AWS_PROFILE").unwrap_or("default")
}

fn addressed(
    builder: AmazonS3Builder,
    addressing: Option<Addressing>,
    setting: &Setting<'_>,
) -> Result<AmazonS3Builder, HostError> {
    // A wildcard certificate covers no name with further dots.
    let by_path = setting.server.is_some() || setting.bucket.contains('.');
    let by_host = match addressing {
        Some(addressing) => addressing == Addressing::Host,
        None => !by_path,
    };
    let builder = builder.with_virtual_hosted_style_request(by_host);
    let Some(Server { url }) = setting.server else { return Ok(builder) };
    let mut url = url.clone();
    if by_host {
        let host = format!("{}.{}", setting.bucket, url.host_str().unwrap_or_default());
        url.set_host(Some(&host)).map_err(|_| setting.is_unusable())?;
    }
    Ok(builder.with_endpoint(url.as_str().trim_end_matches('/')))
}

/// The order is that of the AWS command line.
fn with_credentials(
    builder: AmazonS3Builder,
    profile: Option<Profile>,
    setting: &Setting<'_>,
) -> Result<AmazonS3Builder, HostError> {
    use AmazonS3ConfigKey as Key;
    let variable = |name| setting.environment.variable(name);
    if let Some(profile) = profile {
        let key = profile.key.ok_or_else(|| missing(setting))?;
        return Ok(with_key(builder, &key));
    }
    let id = variable("AWS_ACCESS_KEY_ID");
    let secret = variable("AWS_SECRET_ACCESS_KEY");
    match (id, secret) {
        (Some(id), Some(secret)) => {
            let token = variable("AWS_SESSION_TOKEN").map(Into::into);
            return Ok(with_key(
                builder,
                &profile::Key { id: id.into(), secret: secret.into(), token },
            ));
        }
        (None, None) => {}
        (Some(_), None) => return Err(half("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")),
        (None, Some(_)) => return Err(half("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID")),
    }
    if let (Some(file), Some(role)) =
        (variable("AWS_WEB_IDENTITY_TOKEN_FILE"), variable("AWS_ROLE_ARN"))
    {
        let name = variable("AWS_ROLE_SESSION_NAME").unwrap_or("ssr-site");
        return Ok(builder
            .with_config(Key::WebIdentityTokenFile, file)
            .with_config(Key::RoleArn, role)
            .with_config(Key::RoleSessionName, name));
    }
    let name = profile_name(setting.environment);
    match profile::read(setting.environment, name)? {
        Some(Profile { key: Some(key), .. }) => return Ok(with_key(builder, &key)),
        None if variable("AWS_PROFILE").is_some() => return Err(no_profile(name)),
        _ => {}
    }
    if let Some(address) = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
        return Ok(builder.with_config(Key::ContainerCredentialsRelativeUri, address));
    }
    if let (Some(address), Some(file)) = (
        variable("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
        variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"),
    ) {
        return Ok(builder
            .with_config(Key::ContainerCredentialsFullUri, address)
            .with_config(Key::ContainerAuthorizationTokenFile, file));
    }
    match setting.credentials {
        Credentials::GivenOrMachine => Ok(builder),
        Credentials::Given => Err(missing(setting)),
    }
}

fn with_key(builder: AmazonS3Builder, key: &profile::Key) -> AmazonS3Builder {
    let builder = builder.with_access_key_id(&key.id).with_secret_access_key(&key.secret);
    match &key.token {
        Some(token) => builder.with_token(token),
        None => builder,
    }
}

fn half(there: &str, missing: &str) -> HostError {
    HostError::new(Cause::Denied, format!("`{there}` is set, but not `{missing}`"))
        .with_help(format!("set `{missing}` too"))
}

fn missing(setting: &Setting<'_>) -> HostError {
    setting.has_no_credentials(
        "set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`; or name a profile of \
         `~/.aws/credentials` as `profile` or `AWS_PROFILE`",
    )
}
