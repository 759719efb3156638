/**
 * The commands that train: train and resume, an option for each of the settings, and what Ctrl-C
 * does. The training itself is in run and train.
 */
package org.vae4j.cli.train;
