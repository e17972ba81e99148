//! Values for S3 behind CloudFront, as JSON: two response headers policies, which paths get which,
//! and the metadata of objects.
//!
//! The policies are the `ResponseHeadersPolicyConfig` of CloudFront's API. A path pattern of a cache
//! behavior has no slash before the first part; `*` matches slashes too.

use serde_json::{Value, json};

use super::host_path::HostPath;
use super::{
    ASSETS, IMMUTABLE, NOT_FOUND, POLICY, PRINT, PRINT_POLICY, REFERRER_POLICY, REVALIDATED,
    WRITTEN_BY,
};

/// Names of the policies in the account.
const NAMES: [&str; 2] = ["ssr-site-pages", "ssr-site-print"];

pub(super) fn configuration(path: &HostPath, print: bool) -> String {
    let at = path.encoded();
    let prefix = at.trim_start_matches('/');
    let [pages, printed] = NAMES;
    let mut policies = vec![policy(pages, "Pages of a report", POLICY)];
    let mut behaviors = Vec::new();
    if print {
        policies.push(policy(printed, "Print pages of a report", PRINT_POLICY));
        behaviors.push(behavior(&format!("{prefix}*/{PRINT}"), printed));
    }
    behaviors.push(behavior(&format!("{prefix}*"), pages));
    let all = json!({
        "Comment": WRITTEN_BY,
        "ResponseHeadersPolicies": policies,
        "CacheBehaviors": behaviors,
        "CustomErrorResponses": [missing(403, &at), missing(404, &at)],
        "ObjectMetadata": [
            { "Prefix": format!("{prefix}{ASSETS}"), "CacheControl": IMMUTABLE },
            { "Prefix": prefix, "CacheControl": REVALIDATED },
        ],
    });
    format!("{all:#}\n")
}

fn policy(name: &str, comment: &str, policy: &str) -> Value {
    json!({
        "Name": name,
        "Comment": comment,
        "SecurityHeadersConfig": {
            "ContentSecurityPolicy": { "Override": true, "ContentSecurityPolicy": policy },
            "ContentTypeOptions": { "Override": true },
            "ReferrerPolicy": { "Override": true, "ReferrerPolicy": REFERRER_POLICY },
        },
    })
}

fn behavior(pattern: &str, policy: &str) -> Value {
    json!({ "PathPattern": pattern, "ResponseHeadersPolicy": policy })
}

/// A bucket that cannot be listed answers 403 for what is missing.
fn missing(code: u16, at: &str) -> Value {
    json!({
        "ErrorCode": code,
        "ResponsePagePath": format!("{at}{NOT_FOUND}"),
        "ResponseCode": "404",
        "ErrorCachingMinTTL": 10,
    })
}
