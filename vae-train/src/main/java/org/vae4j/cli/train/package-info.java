/**
 * The commands that train: train and resume, an option for each of the settings, and what Ctrl-C
 * does. How training works is not told here.
 */
package org.vae4j.cli.train;
