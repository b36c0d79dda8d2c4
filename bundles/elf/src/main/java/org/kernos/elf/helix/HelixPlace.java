package org.kernos.elf.helix;

import org.kernos.elf.ElfHeader;

/**
 * Where a module's header and its ELF image are.
 *
 * @param headerFirst whether the file begins with the header, and the image follows
 * @param imageStart where the image begins in the file; 0 unless the header comes first
 * @param image for which machine it is, and whether it is a shared object or an object file
 * @param address of the header in a shared object, as if that were loaded at 0; 0 elsewhere
 * @param section the index of the header's section; 0 when the header comes first
 */
public record HelixPlace(boolean headerFirst, int imageStart, ElfHeader image, long address, int section) {}
