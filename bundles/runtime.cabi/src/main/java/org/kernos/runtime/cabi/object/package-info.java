/**
 * Links relocatable objects (ELF ET_REL) into memory: layout, relocation, protection, initialisation (native, section 5). All but
 * the mapping itself can be done dry, on plain bytes, where no code runs.
 */
@NullMarked
package org.kernos.runtime.cabi.object;

import org.jspecify.annotations.NullMarked;
