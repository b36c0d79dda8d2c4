//! A Helix module to start from: one interface with two functions, one message. Replace all that is about counting.
//! rr-sched-rust among the samples of Kernos has more: a state that survives a swap.

use helix_module::{
    export_module, Call, Interface, Message, Module, ModuleError, ModuleInfo, ModuleResult, Version,
};

/// Codes of failures: yours to choose, and part of what callers rely on.
const OUT_OF_RANGE: i32 = 1;
const UNKNOWN_MESSAGE: i32 = 2;

struct YourNameModule {
    total: i64,
}

impl YourNameModule {
    fn new() -> Self {
        YourNameModule { total: 0 }
    }

    fn add(&mut self, call: &Call) -> ModuleResult<()> {
        self.count(call.int(0))
    }

    /// The interface says u32, which arrives as a number of 64 bits.
    fn count(&mut self, amount: i64) -> ModuleResult<()> {
        let total = u32::try_from(amount).ok().and_then(|amount| self.total.checked_add(amount.into()));
        self.total = total.ok_or_else(|| ModuleError::new(OUT_OF_RANGE, format!("'{amount}' cannot be added")))?;
        Ok(())
    }

    fn total(&mut self, _call: &Call) -> ModuleResult<i64> {
        Ok(self.total)
    }
}

impl Module for YourNameModule {
    const INFO: ModuleInfo = ModuleInfo {
        description: "A total, to start from",
        provides: &[Interface {
            name: "YourName",
            version: Version::new(1, 0, 0),
            methods: &["add(u32)", "total() -> i64"],
        }],
        ..ModuleInfo::new("yourname", Version::new(1, 0, 0))
    };

    /// Take what the module needs.
    fn init(&mut self) -> ModuleResult<()> {
        Ok(())
    }

    /// Give it back.
    fn cleanup(&mut self) -> ModuleResult<()> {
        Ok(())
    }

    fn handle_message(&mut self, message: &Message) -> ModuleResult<Option<Message>> {
        match message.kind.as_str() {
            "total" => Ok(Some(Message::new("total", self.total.to_string()))),
            other => Err(ModuleError::new(UNKNOWN_MESSAGE, format!("unknown message '{other}'"))),
        }
    }
}

export_module!(YourNameModule { add, total });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_added_up() {
        let mut module = YourNameModule::new();
        assert!(module.count(5).is_ok() && module.count(u32::MAX.into()).is_ok());
        assert_eq!(module.total, 5 + i64::from(u32::MAX));
    }

    #[test]
    fn what_is_refused_changes_nothing() {
        let mut module = YourNameModule::new();
        assert!(module.count(-1).is_err() && module.count(1 << 32).is_err());
        assert_eq!(module.total, 0);
    }
}
