/** A resolver of a user's own, and what makes a bundle of it while the tests run. */
package org.kernos.itests.company;
