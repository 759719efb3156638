/** The {@code vae} command: parse, call, print. */
package org.vae4j.cli;
