package org.vae4j.planted.unnamed;

/** In a package that the plan does not name. */
public final class NotInThePlan {}
