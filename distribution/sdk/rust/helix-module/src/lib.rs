//! Native Helix modules in Rust.
//!
//! Implement [`Module`], then say [`export_module!`] once: it makes the header that describes the
//! module (section `.hxmd`) and every function that the container calls.
//!
//! ```
//! use helix_module::{export_module, Call, Interface, Module, ModuleInfo, ModuleResult, Version};
//!
//! struct Counter(i64);
//!
//! impl Counter {
//!     fn new() -> Self {
//!         Counter(0)
//!     }
//!
//!     fn add(&mut self, call: &Call) -> ModuleResult<i64> {
//!         self.0 += call.int(0);
//!         Ok(self.0)
//!     }
//! }
//!
//! impl Module for Counter {
//!     const INFO: ModuleInfo = ModuleInfo {
//!         description: "Counts",
//!         provides: &[Interface { name: "Counter", version: Version::new(1, 0, 0), methods: &["add(i64) -> i64"] }],
//!         ..ModuleInfo::new("counter", Version::new(1, 0, 0))
//!     };
//!
//!     fn init(&mut self) -> ModuleResult<()> {
//!         Ok(())
//!     }
//!
//!     fn cleanup(&mut self) -> ModuleResult<()> {
//!         Ok(())
//!     }
//! }
//!
//! export_module!(Counter { add });
//! # fn main() {}
//! ```
//!
//! Build it as a `cdylib` with `panic = "unwind"`, and name the result `<name>.hmod`. A panic becomes a
//! failure with the code [`PANICKED`].

mod export;
mod header;
mod info;
mod kernel;
mod module;
#[cfg(test)]
mod tests;

pub use export::Slot;
pub use header::{encode, size, Header};
pub use info::{
    Dependency, Interface, InterfaceId, ModuleCapabilities, ModuleFlags, ModuleInfo, Need, Version, VersionRequirement,
};
pub use kernel::{Call, Reply};
pub use module::{Message, Module, ModuleError, ModuleResult, Reconfigurable, PANICKED};

/// What `export_module!` needs of this crate. Not for use by hand.
#[doc(hidden)]
pub mod raw {
    pub use crate::export::{RawMessage, RawSetting};
    pub use crate::kernel::{Api, Context, Object, Registry};
}
