/**
 * What the commands print while they work and when they fail: gauges of progress, one line for each
 * failure (an unknown option or command too), the version. Each command prints its results itself.
 */
package org.vae4j.cli.terminal;
