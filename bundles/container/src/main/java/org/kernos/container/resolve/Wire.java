package org.kernos.container.resolve;

import java.util.Optional;
import org.kernos.api.Dependency;

/**
 * A dependency and what it leads to.
 *
 * @param provider empty when the dependency is optional and nothing fits
 */
public record Wire(Dependency dependency, Optional<Node> provider) {}
