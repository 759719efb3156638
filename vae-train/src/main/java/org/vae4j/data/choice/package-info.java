/**
 * What is chosen where a user says nothing: what kind of data a file or folder is, and by what is
 * in it the likelihood, the scale, the architecture and how long to train. Each rule is a class; a
 * choice is a setting like those that a user gives, with a line that tells it.
 */
package org.vae4j.data.choice;
