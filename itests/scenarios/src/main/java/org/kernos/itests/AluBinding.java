package org.kernos.itests;

import org.kernos.api.ModuleBinding;
import org.osgi.service.component.annotations.Component;

/** Asks for a service of the interface {@link Alu}. */
@Component(property = "kernos.module=alu")
public final class AluBinding implements ModuleBinding {

    @Override
    public Class<?> type() {
        return Alu.class;
    }
}
