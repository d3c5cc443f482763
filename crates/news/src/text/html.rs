//! placeholder until the text branch lands
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
/// HTML of unknown safety.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Html(String);
