/** What the record readers of this module have in common. */
package org.vae4j.datasets.records;
