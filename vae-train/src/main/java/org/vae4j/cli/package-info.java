/**
 * The {@code vae} command: its entry, and the one subcommand that needs no run. Commands parse,
 * call and print; whatever they compute is computed in other rooms.
 */
package org.vae4j.cli;
