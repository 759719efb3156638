/**
 * Data sets by name: what there is, what is known of each, and how it is loaded; sets of one's own
 * too.
 */
package org.vae4j.datasets.registry;
