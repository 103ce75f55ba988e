package io.jenkins.plugins.imagepolicy.engine.policy;

/**
 * The waiver that covers a finding.
 *
 * @param owner who answers for it
 * @param reason why it was granted
 * @param expires ISO 8601 instant at which it ends
 * @param file waiver file as the user named it
 * @param line of the waiver in it, from 1
 * @param expired whether it had ended when the gate ran; the finding then counts as if there were none
 */
public record Waived(String owner, String reason, String expires, String file, int line, boolean expired) {}
