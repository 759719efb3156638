/**
 * What is chosen where the user says nothing. First, what kind of data a file or a folder holds.
 * Then, by the values in it, the likelihood, the scale, the architecture and how long to train.
 * Each rule is a class. What it chooses are settings like those that a user gives, with a line that
 * tells of them.
 */
package org.vae4j.data.choice;
