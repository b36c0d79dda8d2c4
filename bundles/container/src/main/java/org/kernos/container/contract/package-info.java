/** What modules promise and expect beside their functions: binary interface, interfaces, rights. Pure checks of descriptors. */
@NullMarked
package org.kernos.container.contract;

import org.jspecify.annotations.NullMarked;
