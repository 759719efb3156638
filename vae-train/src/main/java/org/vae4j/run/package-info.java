/**
 * A run on disk and its life: its folder, the lock that keeps a second process away, config,
 * metrics and summary, training from the first epoch or from the middle, and its data again later.
 * It puts together what other rooms give; it draws no picture and parses no command line.
 */
package org.vae4j.run;
