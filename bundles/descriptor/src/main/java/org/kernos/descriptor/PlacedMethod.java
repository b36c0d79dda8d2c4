package org.kernos.descriptor;

import org.kernos.api.Place;
import org.kernos.api.interfaces.MethodSignature;

/**
 * A method of an interface that a manifest.json says its module provides.
 *
 * @param place where it stands there
 */
public record PlacedMethod(String interfaceName, MethodSignature method, Place place) {}
