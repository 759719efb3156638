package org.vae4j.planted.upper;

/** The third class where two may be. */
public final class OneTooMany {}
