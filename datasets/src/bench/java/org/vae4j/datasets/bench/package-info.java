/** How fast data comes; compiled in the profile {@code bench} alone. */
package org.vae4j.datasets.bench;
