/** Waivers: findings that somebody answers for until a date. A waived finding stays visible and refuses nothing. */
package io.jenkins.plugins.imagepolicy.engine.policy.waiver;
