/**
 * What our layers share: checks of their inputs and settings, their parameters, and how they are
 * found in a network. Whoever writes a layer of this project starts here; whoever uses one does not
 * come here.
 */
package org.vae4j.layers.base;
