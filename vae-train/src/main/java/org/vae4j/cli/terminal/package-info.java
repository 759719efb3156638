/**
 * What the commands print while one waits and when they fail: gauges of progress, one line for each
 * failure, the version. Results are printed by the commands themselves.
 */
package org.vae4j.cli.terminal;
