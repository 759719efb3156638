/**
 * How a setting or a file of a run is refused: one clear line, with what was expected, what was
 * found and the remedy. Every package of vae-train may use it; for data there is datasets.faults.
 */
package org.vae4j.refusal;
