/** The commands on data sets by name: list, fetch, show. */
package org.vae4j.cli.datasets;
