//! What an author implements.

use std::fmt;

use crate::info::{Dependency, Interface, ModuleCapabilities, ModuleFlags, ModuleInfo, Version};

/// The code of a panic, which is a bug in the module.
pub const PANICKED: i32 = 100;

pub type ModuleResult<T> = Result<T, ModuleError>;

/// A failure: a code of the module's own, and a text for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleError {
    pub code: i32,
    pub message: String,
}

impl ModuleError {
    /// `code` is not 0, which means success to the container and is replaced by 1.
    pub fn new(code: i32, message: impl Into<String>) -> Self {
        Self { code: if code == 0 { 1 } else { code }, message: message.into() }
    }
}

impl fmt::Display for ModuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (code {})", self.message, self.code)
    }
}

impl std::error::Error for ModuleError {}

/// What one module tells another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who says it. In an answer the container puts the module's own name here.
    pub sender: String,
    /// What it is about; `type` is a word of the language.
    pub kind: String,
    pub payload: Vec<u8>,
}

impl Message {
    pub fn new(kind: impl Into<String>, payload: impl Into<Vec<u8>>) -> Self {
        Self { sender: String::new(), kind: kind.into(), payload: payload.into() }
    }
}

/// A module that takes changes of its configuration while it is in use. `export_reconfigure!` says so to the container: without
/// it a change takes effect at the module's next start.
pub trait Reconfigurable: Module {
    /// Takes all settings, in the order of their keys, in place of those it has. When it fails the module must go on with those.
    fn reconfigure(&mut self, settings: &[(String, String)]) -> ModuleResult<()>;
}

/// A Helix module. The container calls from several threads; a lock lets in one call at a time, or
/// several that only read (`&self`).
pub trait Module: Send + Sync + Sized + 'static {
    /// Becomes the header. A constant, because it is read without running any code of the module.
    const INFO: ModuleInfo;

    fn name(&self) -> &'static str {
        Self::INFO.name
    }

    fn version(&self) -> Version {
        Self::INFO.version
    }

    fn description(&self) -> &'static str {
        Self::INFO.description
    }

    fn author(&self) -> &'static str {
        Self::INFO.author
    }

    fn dependencies(&self) -> &'static [Dependency] {
        Self::INFO.dependencies
    }

    fn provides(&self) -> &'static [Interface] {
        Self::INFO.provides
    }

    fn capabilities(&self) -> ModuleCapabilities {
        Self::INFO.capabilities
    }

    fn supports_hot_reload(&self) -> bool {
        Self::INFO.flags.contains(ModuleFlags::HOT_RELOAD)
    }

    /// Takes one setting, of the manifest's `config`, the load or Config Admin; before `init`. Changes later: [`Reconfigurable`].
    fn configure(&mut self, _key: &str, _value: &str) -> ModuleResult<()> {
        Ok(())
    }

    /// When it fails the module is dropped without `cleanup`.
    fn init(&mut self) -> ModuleResult<()>;

    fn cleanup(&mut self) -> ModuleResult<()>;

    fn handle_message(&mut self, _message: &Message) -> ModuleResult<Option<Message>> {
        Ok(None)
    }

    /// What the next revision needs to go on.
    fn serialize_state(&self) -> Option<Vec<u8>> {
        None
    }

    /// The layout of what `serialize_state` gives.
    fn state_version(&self) -> u32 {
        1
    }

    fn deserialize_state(&mut self, _state: &[u8]) -> ModuleResult<()> {
        Ok(())
    }

    /// The same for modules that know several layouts.
    fn deserialize_state_of(&mut self, state: &[u8], _version: u32) -> ModuleResult<()> {
        self.deserialize_state(state)
    }

    // The specification has the rest in a trait HotReloadable; a macro cannot ask whether a type has it.

    /// About how many bytes of state there are; for people.
    fn state_size(&self) -> usize {
        0
    }

    fn prepare_reload(&mut self) -> ModuleResult<()> {
        Ok(())
    }

    fn complete_reload(&mut self) -> ModuleResult<()> {
        Ok(())
    }

    fn verify_state(&self) -> ModuleResult<()> {
        Ok(())
    }
}
