/** Extended operations, as supportedExtension names them: Who am I (RFC 4532), Password Modify (RFC 3062). */
export const whoAmIOid = '1.3.6.1.4.1.4203.1.11.3'
export const passwordModifyOid = '1.3.6.1.4.1.4203.1.11.1'
