/**
 * The {@code vae} command: its entry, and {@code vae divergence}, which needs neither a run nor
 * data. Commands parse, call and print; what they compute is computed in other packages.
 */
package org.vae4j.cli;
