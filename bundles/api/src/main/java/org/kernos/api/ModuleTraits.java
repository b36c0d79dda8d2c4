package org.kernos.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kernos.api.interfaces.InterfaceDefinition;

/**
 * What a descriptor says of its module beside its functions and dependencies.
 *
 * @param provides the interfaces it offers, names unique
 * @param capabilities empty when the author has not said: such a module is not restricted
 * @param abi what it was compiled against; {@link AbiVersion#CURRENT} where the format has no word for it
 */
public record ModuleTraits(
        List<InterfaceDefinition> provides,
        Set<ModuleFlag> flags,
        Optional<Set<ModuleCapability>> capabilities,
        AbiVersion abi) {

    /** Nothing in particular. */
    public static final ModuleTraits NONE = new ModuleTraits(List.of(), Set.of(), Optional.empty(), AbiVersion.CURRENT);

    public ModuleTraits {
        provides = List.copyOf(provides);
        flags = Set.copyOf(flags);
        capabilities = capabilities.map(Set::copyOf);
    }

    /** Whether it has said that it deals in this. */
    public boolean has(ModuleCapability capability) {
        return capabilities.isPresent() && capabilities.get().contains(capability);
    }
}
