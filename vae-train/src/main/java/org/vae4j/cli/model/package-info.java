/**
 * The commands on a run that has been trained: evaluate, score, encode, decode, sample, pictures,
 * report, inspect; and the options that they share, such as the run, its checkpoint and its data.
 */
package org.vae4j.cli.model;
