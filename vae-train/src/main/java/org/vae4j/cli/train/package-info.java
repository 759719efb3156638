/**
 * The commands that train: train and resume, the options that settings become, and what Ctrl-C
 * does. How training works is not told here.
 */
package org.vae4j.cli.train;
