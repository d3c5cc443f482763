//! S3 behind CloudFront: a CloudFormation template with all that a site needs there.
//!
//! <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/modifying-response-headers.html>

use serde_json::{Map, Value, json};

use super::{At, EVERYWHERE, PLACES, Place, Site};

/// Runs for every request of a page. CloudFront knows no index of a folder, and would not add the last slash.
const FUNCTION: &str = include_str!("../../assets/cloudfront.js");

/// Amazon's own policy `CachingOptimized`: kept for a day unless purged, compressed on the way.
const CACHING: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";

/// The whole template.
pub fn template(site: &Site) -> String {
    let mut resources = Map::new();
    let mut add = |name: &str, kind: &str, properties: Value| {
        resources
            .insert(name.to_owned(), json!({ "Type": format!("AWS::{kind}"), "Properties": properties }));
    };
    add("Files", "S3::Bucket", bucket());
    add("MayRead", "S3::BucketPolicy", may_read());
    add("Access", "CloudFront::OriginAccessControl", access());
    add("Index", "CloudFront::Function", function());
    for place in &PLACES {
        add(&name(place.at), "CloudFront::ResponseHeadersPolicy", headers(place));
    }
    add("Site", "CloudFront::Distribution", distribution(site));
    let template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": format!("{}{}", site.domain, site.base),
        "Parameters": {
            "Certificate": { "Type": "String", "Description": "ARN of a certificate in us-east-1 for the domain" },
        },
        "Resources": resources,
        "Outputs": {
            "Bucket": { "Value": { "Ref": "Files" } },
            "Distribution": { "Value": { "Ref": "Site" } },
            "Address": { "Value": { "Fn::GetAtt": ["Site", "DomainName"] } },
        },
    });
    format!("{template:#}\n")
}

fn bucket() -> Value {
    json!({ "PublicAccessBlockConfiguration": {
        "BlockPublicAcls": true, "BlockPublicPolicy": true, "IgnorePublicAcls": true, "RestrictPublicBuckets": true,
    } })
}

/// Whoever may not list a bucket is told 403 of a file that is not there.
fn may_read() -> Value {
    let arn = json!({ "Fn::GetAtt": ["Files", "Arn"] });
    let site =
        json!({ "Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Site}" });
    let allow = |action: &str, resource: Value| {
        json!({
            "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" },
            "Action": action, "Resource": resource, "Condition": { "StringEquals": { "AWS:SourceArn": site } },
        })
    };
    let files = json!({ "Fn::Sub": "${Files.Arn}/*" });
    json!({ "Bucket": { "Ref": "Files" }, "PolicyDocument": {
        "Version": "2012-10-17", "Statement": [allow("s3:GetObject", files), allow("s3:ListBucket", arn)],
    } })
}

fn access() -> Value {
    json!({ "OriginAccessControlConfig": {
        "Name": { "Fn::Sub": "${AWS::StackName}" }, "OriginAccessControlOriginType": "s3",
        "SigningBehavior": "always", "SigningProtocol": "sigv4",
    } })
}

fn function() -> Value {
    json!({
        "Name": { "Fn::Sub": "${AWS::StackName}-index" }, "AutoPublish": true, "FunctionCode": FUNCTION,
        "FunctionConfig": { "Comment": "index.html of folders", "Runtime": "cloudfront-js-2.0" },
    })
}

/// A name of letters alone.
fn name(at: At) -> String {
    let words = match at {
        At::Below(words) | At::Named(words) => words,
        At::Elsewhere => "pages",
    };
    format!("Headers{}", words.replace(|c: char| !c.is_ascii_alphanumeric(), ""))
}

/// Some headers have a place of their own in a policy, and are refused among the others.
fn headers(place: &Place) -> Value {
    let mut security = Map::new();
    let mut custom = Vec::new();
    let kept = [("Cache-Control", place.cache), ("Cross-Origin-Resource-Policy", place.shown)];
    for (name, value) in EVERYWHERE.iter().copied().chain(kept) {
        let (field, mut rule) = match name {
            "Content-Security-Policy" => ("ContentSecurityPolicy", json!({ "ContentSecurityPolicy": value })),
            "Referrer-Policy" => ("ReferrerPolicy", json!({ "ReferrerPolicy": value })),
            "X-Content-Type-Options" => ("ContentTypeOptions", json!({})),
            "Strict-Transport-Security" => {
                let seconds = value.rsplit('=').next().and_then(|seconds| seconds.parse::<u32>().ok());
                (
                    "StrictTransportSecurity",
                    json!({ "AccessControlMaxAgeSec": seconds, "IncludeSubdomains": false }),
                )
            }
            _ => {
                custom.push(json!({ "Header": name, "Value": value, "Override": true }));
                continue;
            }
        };
        rule["Override"] = true.into();
        security.insert(field.to_owned(), rule);
    }
    let name = format!("${{AWS::StackName}}-{}", name(place.at));
    json!({ "ResponseHeadersPolicyConfig": {
        "Name": { "Fn::Sub": name }, "SecurityHeadersConfig": security, "CustomHeadersConfig": { "Items": custom },
    } })
}

fn distribution(site: &Site) -> Value {
    let base = &site.base;
    let places = PLACES.iter().filter_map(|place| {
        let pattern = match place.at {
            At::Below(folder) => format!("{base}/{folder}/*"),
            At::Named(name) => format!("{base}/*{name}"),
            At::Elsewhere => return None,
        };
        let mut behaviour = behaviour(place.at);
        behaviour["PathPattern"] = pattern.into();
        Some(behaviour)
    });
    let mut pages = behaviour(At::Elsewhere);
    pages["FunctionAssociations"] = json!([
        { "EventType": "viewer-request", "FunctionARN": { "Fn::GetAtt": ["Index", "FunctionARN"] } },
    ]);
    let missing = json!([{
        "ErrorCode": 404, "ResponseCode": 404, "ResponsePagePath": format!("{base}/404.html"), "ErrorCachingMinTTL": 10,
    }]);
    json!({ "DistributionConfig": {
        "Enabled": true, "HttpVersion": "http2and3", "IPV6Enabled": true, "Aliases": [site.domain],
        "ViewerCertificate": {
            "AcmCertificateArn": { "Ref": "Certificate" }, "SslSupportMethod": "sni-only",
            "MinimumProtocolVersion": "TLSv1.2_2021",
        },
        "Origins": [{
            "Id": "files", "DomainName": { "Fn::GetAtt": ["Files", "RegionalDomainName"] },
            "OriginAccessControlId": { "Ref": "Access" }, "S3OriginConfig": { "OriginAccessIdentity": "" },
        }],
        "DefaultCacheBehavior": pages, "CacheBehaviors": places.collect::<Vec<_>>(),
        "CustomErrorResponses": missing,
    } })
}

fn behaviour(at: At) -> Value {
    json!({
        "TargetOriginId": "files", "ViewerProtocolPolicy": "redirect-to-https", "Compress": true,
        "CachePolicyId": CACHING, "ResponseHeadersPolicyId": { "Ref": name(at) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_its_policy_and_every_header_is_in_it() {
        let site = Site { base: "/tin".into(), domain: "a.example".into() };
        let template: Value = serde_json::from_str(&template(&site)).unwrap();
        let config = &template["Resources"]["Site"]["Properties"]["DistributionConfig"];
        let behaviours = config["CacheBehaviors"].as_array().unwrap();
        assert_eq!(behaviours.len() + 1, PLACES.len());
        for behaviour in behaviours.iter().chain([&config["DefaultCacheBehavior"]]) {
            let policy = behaviour["ResponseHeadersPolicyId"]["Ref"].as_str().unwrap();
            let policy = &template["Resources"][policy]["Properties"]["ResponseHeadersPolicyConfig"];
            let security = policy["SecurityHeadersConfig"].as_object().unwrap().len();
            let custom = policy["CustomHeadersConfig"]["Items"].as_array().unwrap().len();
            assert_eq!(security + custom, EVERYWHERE.len() + 2);
        }
        assert_eq!(behaviours[0]["PathPattern"], "/tin/app/*");
    }
}
