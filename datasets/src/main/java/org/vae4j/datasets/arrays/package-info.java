/** Arrays of numbers as files hold them: read within bounds, whatever a header claims. */
package org.vae4j.datasets.arrays;
