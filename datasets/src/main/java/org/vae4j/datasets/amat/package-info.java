/** Text files of numbers, one example a line, such as the binarised MNIST. */
package org.vae4j.datasets.amat;
