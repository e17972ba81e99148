//! What is wrong with settings and credentials.

use ssr_site::publish::environment::Environment;
use ssr_site::publish::host::{Cause, HostError};
use ssr_site::publish::hosts::webdav;

use super::{Kind, environment, has_no_secrets, page};

/// Calls that need credentials, and what came of them.
fn tried(kind: Kind, bucket: &str, environment: &Environment) -> [HostError; 3] {
    let store = kind.open_as(kind.port(), bucket, "tried", environment).unwrap();
    let errors =
        [store.put(&page("a.html", b"page")).err(), store.read("a.html").err(), store.list().err()];
    let errors = errors.map(|error| error.unwrap_or_else(|| panic!("{kind:?} allowed it")));
    has_no_secrets(&errors);
    errors
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn missing_buckets() {
    for (kind, code) in [
        (Kind::S3, "NoSuchBucket"),
        (Kind::Google, "NoSuchBucket"),
        (Kind::Azure, "ContainerNotFound"),
    ] {
        for error in tried(kind, "no-such-place", &kind.credentials()) {
            assert_eq!(error.cause, Cause::Other, "{error}");
            assert!(error.message.ends_with(&format!("404 Not Found ({code})")), "{error}");
            assert!(error.help.unwrap().contains("name of the bucket"));
        }
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn wrong_credentials() {
    let azure = "d3Jvbmc=";
    for (kind, credentials, code) in [
        (
            Kind::S3WithKeys,
            [("AWS_ACCESS_KEY_ID", "AKIANOBODY"), ("AWS_SECRET_ACCESS_KEY", "hunter2")],
            " (InvalidAccessKeyId)",
        ),
        (
            Kind::Azure,
            [("AZURE_STORAGE_KEY", azure), ("AZURE_STORAGE_ACCOUNT", "devstoreaccount1")],
            " (AuthorizationFailure)",
        ),
        (Kind::Webdav, [(webdav::USER, "publisher"), (webdav::PASSWORD, "hunter2")], ""),
    ] {
        let bucket = if kind == Kind::Azure { "private" } else { "reports" };
        for error in tried(kind, bucket, &environment(&credentials)) {
            assert_eq!(error.cause, Cause::Denied, "{kind:?}: {error}");
            assert!(error.message.ends_with(code), "{kind:?}: {error}");
            assert!(error.help.is_some(), "{kind:?}: {error}");
        }
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn a_wrong_secret_of_a_known_key() {
    let key = super::text(&super::server("s3-with-keys"), "key");
    let credentials =
        environment(&[("AWS_ACCESS_KEY_ID", &key), ("AWS_SECRET_ACCESS_KEY", "hunter2")]);
    for error in tried(Kind::S3WithKeys, "reports", &credentials) {
        assert_eq!(error.cause, Cause::Denied, "{error}");
        assert!(error.message.ends_with("(SignatureDoesNotMatch)"), "{error}");
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn keys_of_profiles_are_accepted() {
    let server = super::server("s3-with-keys");
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".aws")).unwrap();
    let (key, secret) = (super::text(&server, "key"), super::text(&server, "secret"));
    let text = format!("[web]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n");
    std::fs::write(home.path().join(".aws/credentials"), text).unwrap();
    let environment = Environment::new([("AWS_PROFILE", "web")], Some(home.path().into()));
    let port = Kind::S3WithKeys.port();
    let store = Kind::S3WithKeys.open_as(port, "reports", "ssr/profile", &environment).unwrap();
    store.put(&page("a.html", b"page")).unwrap();
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn users_of_netrc_are_accepted() {
    let server = super::server("webdav");
    let home = tempfile::tempdir().unwrap();
    let text = format!(
        "machine 127.0.0.1 login {} password \"{}\"\n",
        super::text(&server, "user"),
        super::text(&server, "password")
    );
    std::fs::write(home.path().join(".netrc"), text).unwrap();
    let environment = Environment::new([("A", "a")], Some(home.path().into()));
    let port = Kind::Webdav.port();
    let store = Kind::Webdav.open_as(port, "", "netrc", &environment).unwrap();
    store.put(&page("a.html", b"page")).unwrap();
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn no_user_of_webdav() {
    for error in tried(Kind::Webdav, "", &environment(&[])) {
        assert_eq!(error.cause, Cause::Denied);
        assert!(error.help.unwrap().contains("`SSR_SITE_WEBDAV_USER`"));
    }
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn the_directory_of_webdav_is_made_but_not_the_one_it_is_in() {
    let port = Kind::Webdav.port();
    let open = |path| Kind::Webdav.open_as(port, "", path, &Kind::Webdav.credentials()).unwrap();
    open("made").put(&page("a/b/c.html", b"page")).unwrap();
    let error = open("missing/made").put(&page("a/b.html", b"page")).unwrap_err();
    assert_eq!(error.cause, Cause::Other, "{error}");
    assert!(error.message.ends_with("/missing/made` does not exist"), "{error}");
}

#[test]
fn missing_credentials_are_named() {
    for (kind, name) in [
        (object("s3"), "`AWS_ACCESS_KEY_ID`"),
        (object("google"), "`GOOGLE_APPLICATION_CREDENTIALS`"),
        (object("azure"), "`AZURE_STORAGE_KEY`"),
    ] {
        let error = kind.unwrap_err();
        assert_eq!(error.cause, Cause::Denied, "{error}");
        assert!(error.help.unwrap().contains(name));
    }
}

/// Opens a store of a provider without any credentials.
fn object(service: &str) -> Result<(), HostError> {
    use ssr_site::publish::hosts::object::{Conditions, Credentials, Options, Service, open_in};
    let service = match service {
        "s3" => Service::S3 { region: Some("eu-west-1".into()), profile: None, addressing: None },
        "google" => Service::Google,
        _ => Service::Azure { account: Some("reports".into()) },
    };
    let options = Options {
        service,
        bucket: "reports".into(),
        prefix: String::new(),
        endpoint: None,
        plain_http: ssr_site::publish::network::PlainHttp::Loopback,
        credentials: Credentials::Given,
        conditions: Conditions::Checked,
    };
    open_in(options, &environment(&[])).map(drop)
}
