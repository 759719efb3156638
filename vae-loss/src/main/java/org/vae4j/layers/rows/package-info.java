/**
 * Rows put under rows, taken off again, or learned: what must go through the same layers goes
 * through them as one batch, as a DL4J graph shares no layers.
 */
package org.vae4j.layers.rows;
