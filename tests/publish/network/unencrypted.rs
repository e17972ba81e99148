//! Certificates are checked, and what is not encrypted is refused.

use ssr_site::publish::host::{Cause, Store};
use ssr_site::publish::hosts::object::{Conditions, Credentials, Options, Service, open_in};
use ssr_site::publish::hosts::webdav;
use ssr_site::publish::network::PlainHttp;

use super::{Kind, environment, page, port, server};

fn s3(endpoint: &str) -> Result<Box<dyn Store>, ssr_site::publish::host::HostError> {
    let options = Options {
        service: Service::S3 { region: None, profile: None, addressing: None },
        bucket: "reports".into(),
        prefix: String::new(),
        endpoint: Some(endpoint.into()),
        plain_http: PlainHttp::Loopback,
        credentials: Credentials::Given,
        conditions: Conditions::Checked,
    };
    let key = [("AWS_ACCESS_KEY_ID", "somebody"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];
    open_in(options, &environment(&key))
}

#[test]
#[ignore = "needs servers: tests/publish/run"]
fn certificates_that_nobody_signed_are_refused() {
    let address = format!("https://localhost:{}", port(&server("tls")));
    let dav = webdav::Options { url: address.clone(), plain_http: PlainHttp::Loopback };
    for store in
        [s3(&address).unwrap(), webdav::open_in(&dav, &Kind::Webdav.credentials()).unwrap()]
    {
        let error = store.put(&page("a.html", b"page")).unwrap_err();
        assert_eq!(error.cause, Cause::Other, "{error}");
        assert!(error.message.contains("`localhost` is not trusted"), "{error}");
        super::has_no_secrets(&error);
    }
}

#[test]
fn addresses_without_encryption_are_refused() {
    let error = s3("http://minio.example.org").err().unwrap();
    assert_eq!(error.message, "`http://minio.example.org/` is not encrypted");
    assert!(error.help.unwrap().contains("`allow-http = true`"));
}
