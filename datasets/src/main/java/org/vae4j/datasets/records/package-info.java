/** What the DataVec record readers of all formats have in common. */
package org.vae4j.datasets.records;
