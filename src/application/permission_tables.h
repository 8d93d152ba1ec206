// Who may do what, kept by hand beside the program's own table: every permission of every role, and
// every route with the permission it asks. A new route or right is entered here too, by somebody
// who thought about it. For tests only.
#pragma once

#include <string_view>

namespace hangji::application {

/// Role by role: `own` reaches the person's own record, `unit` the unit the role is granted at,
/// `below` that unit and all below it, `-` nothing.
inline constexpr std::string_view expected_rights = R"(
                    member  secretary committee community street  liaison system  security auditor
see_own_record      own     own       own       -         -       -       -       -        -
make_requests       own     own       own       -         -       -       -       -        -
see_units           -       unit      unit      below     below   below   below   below    below
edit_units          -       -         -         -         below   -       -       -        -
see_members         -       unit      unit      below     below   -       -       -        -
edit_members        -       -         -         below     below   -       -       -        -
unmask_members      -       unit      -         below     below   -       -       -        -
see_enterprises     -       -         -         below     below   below   -       -        -
edit_enterprises    -       -         -         below     below   below   -       -        -
import_rosters      -       -         -         -         below   -       -       -        -
export_tables       -       -         -         below     below   -       -       -        -
see_activities      -       unit      unit      below     below   -       -       -        -
record_activities   -       unit      -         below     below   -       -       -        -
see_dues            -       unit      -         below     below   -       -       -        -
record_dues         -       unit      -         below     below   -       -       -        -
see_points          -       unit      unit      below     below   -       -       -        -
propose_points      -       unit      -         below     below   -       -       -        -
confirm_points      -       -         unit      below     below   -       -       -        -
close_books         -       unit      -         below     below   -       -       -        -
hold_votes          -       unit      -         below     below   -       -       -        -
answer_requests     -       unit      -         below     below   -       -       -        -
see_obligations     -       unit      unit      below     below   -       -       -        -
issue_bulletins     -       -         -         -         below   -       -       -        -
see_archive         -       unit      -         below     below   -       -       -        -
keep_archive        -       unit      -         below     below   -       -       -        -
see_rules           own     unit      unit      below     below   below   -       below    below
edit_rules          -       -         -         -         below   -       -       -        -
edit_security_rules -       -         -         -         -       -       -       below    -
see_journal         -       unit      -         below     below   -       -       -        below
verify_books        -       -         -         -         -       -       -       -        below
manage_users        -       -         -         -         -       -       below   -        -
manage_grants       -       -         -         -         -       -       -       below    -
manage_system       -       -         -         -         -       -       below   -        -
)";

/// Method, path, the permission at the door, and what the handler asks after that:
///   there         the permission at the unit of the record or of the question
///   street        the permission at the street
///   anywhere      the permission at any unit; the answer is limited to what it reaches
///   everyone      nothing more
///   own           the record is the person's own; own_branch: or their branch's
///   own_or_there  own, or the named permission at the record's unit
///   there_or_all  there, or the named permission at any unit
///   attending     who was not at the activity is refused by the operation itself; for others:
///   there
/// Without a permission: `session` any signed-in person, `open` anyone at all. `?name` gives an
/// optional parameter too.
inline constexpr std::string_view expected_routes = R"(
GET    /api/accounts                          see_units         anywhere manage_users|manage_grants
POST   /api/accounts                          manage_users      anywhere
PUT    /api/accounts/{id}/password            manage_users      anywhere
PUT    /api/accounts/{id}/state               manage_users      anywhere
GET    /api/activities                        see_activities    there
POST   /api/activities                        record_activities there
GET    /api/activities/{id}                   see_activities    there
PUT    /api/activities/{id}                   record_activities there
POST   /api/activities/{id}/amendments        record_activities there
POST   /api/activities/{id}/attendance        record_activities there
POST   /api/activities/{id}/cancel            record_activities there
POST   /api/activities/{id}/check-in          see_own_record    attending
POST   /api/activities/{id}/evaluations       see_own_record    attending
POST   /api/activities/{id}/finish            record_activities there
POST   /api/activities/{id}/leaves            record_activities there
POST   /api/activities/{id}/leaves/withdraw   record_activities there
POST   /api/activities/{id}/mobilise          record_activities there
POST   /api/activities/{id}/paper-evaluations record_activities there
PUT    /api/activities/{id}/record            record_activities there
POST   /api/activities/{id}/time-amendments   record_activities there
GET    /api/activity-kinds                    see_rules         everyone
GET    /api/archive/catalogue.pdf             see_archive       there
GET    /api/archive/cover.pdf                 see_archive       there
POST   /api/archive/documents                 keep_archive      there
POST   /api/archive/documents/{fact}/withdraw keep_archive      there
POST   /api/archive/filings                   keep_archive      there
POST   /api/archive/fonds                     keep_archive      there
GET    /api/archive/gaps                      see_archive       there
GET    /api/archive/items                     see_archive       there
GET    /api/archive/items/{fact}/record.pdf   see_archive       there
POST   /api/archive/sortings                  keep_archive      there
GET    /api/archive/spine.pdf                 see_archive       there
GET    /api/archive/volumes                   see_archive       there
GET    /api/bulletins                         see_obligations   there
POST   /api/bulletins                         issue_bulletins   there
GET    /api/bulletins/preview                 see_obligations   there
GET    /api/bulletins/preview.pdf             see_obligations   there
GET    /api/deadlines                         see_members       there
GET    /api/dues                              see_dues          there
GET    /api/dues/arrears                      see_dues          there
PUT    /api/dues/basis                        record_dues       there
GET    /api/dues/explanation                  see_rules         own_or_there see_dues
GET    /api/dues/members/{member}             see_rules         own_or_there see_dues
POST   /api/dues/payments                     record_dues       there
POST   /api/dues/payments/{fact}/reverse      record_dues       there
POST   /api/dues/reports                      record_dues       there
GET    /api/enterprises                       see_enterprises   street
GET    /api/enterprises?community             see_enterprises   there
POST   /api/enterprises                       edit_enterprises  street
GET    /api/enterprises/counts                see_enterprises   street
GET    /api/enterprises/counts?community      see_enterprises   there
GET    /api/enterprises/{id}                  see_enterprises   there
PUT    /api/enterprises/{id}                  edit_enterprises  there
POST   /api/enterprises/{id}/state            edit_enterprises  there
GET    /api/exports/{table}                   export_tables     there
POST   /api/enterprises/{id}/unmask           edit_enterprises  there
POST   /api/grants                            manage_grants     there
DELETE /api/grants/{id}                       manage_grants     there
POST   /api/imports                           import_rosters    street
GET    /api/imports/{job}/report              import_rosters    street
GET    /api/imports/{job}/rows                import_rosters    street
GET    /api/inspection                        see_obligations   there
POST   /api/inspection                        issue_bulletins   there
GET    /api/inspection/sample                 see_obligations   there
GET    /api/jobs                              see_units         everyone
GET    /api/jobs/{id}                         see_units         everyone
POST   /api/jobs/{id}/cancel                  see_units         everyone
GET    /api/journal                           see_journal       anywhere
GET    /api/journal?unit                      see_journal       there_or_all verify_books
GET    /api/journal/head                      see_journal       everyone
POST   /api/journal/verifications             verify_books      anywhere
GET    /api/journal/{seq}                     see_journal       there
GET    /api/look-ups                          verify_books      anywhere
POST   /api/member-facts/{fact}/steps         edit_members      there
POST   /api/member-facts/{fact}/withdraw      record_activities there
GET    /api/members                           see_members       anywhere
POST   /api/members                           edit_members      there
GET    /api/members/{id}                      see_members       there
PUT    /api/members/{id}                      edit_members      there
POST   /api/members/{id}/cancel-probation     edit_members      there
POST   /api/members/{id}/category             edit_members      there
POST   /api/members/{id}/extend-probation     edit_members      there
GET    /api/members/{id}/facts                see_rules         own_or_there see_points
POST   /api/members/{id}/facts                record_activities there
POST   /api/members/{id}/found                edit_members      there
POST   /api/members/{id}/group                edit_members      there
GET    /api/members/{id}/history              see_members       there
POST   /api/members/{id}/lost-contact         edit_members      there
POST   /api/members/{id}/readmit              edit_members      there
POST   /api/members/{id}/state                edit_members      there
POST   /api/members/{id}/transfer             edit_members      there
POST   /api/members/{id}/unmask               unmask_members    there
GET    /api/obligations                       see_obligations   there
GET    /api/obligations/explanation           see_obligations   there
GET    /api/originals                         see_archive       there
POST   /api/originals                         keep_archive      there
GET    /api/originals/{id}                    see_archive       there
GET    /api/own-activities                    see_own_record    own
GET    /api/own-activities/{id}               see_own_record    own_branch
POST   /api/own-activities/{id}/leave         see_own_record    own_branch
POST   /api/own-activities/{id}/leave/withdraw see_own_record    own_branch
GET    /api/own-record                        see_own_record    own
GET    /api/own-record/history                see_own_record    own
GET    /api/points                            see_points        there
GET    /api/points/members/{member}           see_rules         own_or_there see_points
GET    /api/points/proposals                  see_points        there
POST   /api/points/proposals                  propose_points    there
POST   /api/points/proposals/{id}/decide      confirm_points    there
POST   /api/points/proposals/{id}/take-back   propose_points    there
POST   /api/points/proposals/{id}/withdraw    confirm_points    there
GET    /api/points/published                  see_own_record    own
GET    /api/points/quarter                    see_points        there
POST   /api/points/quarter/publish            close_books       there
POST   /api/points/registers/close            close_books       there
GET    /api/requests                          answer_requests   anywhere
GET    /api/requests?unit                     answer_requests   there
POST   /api/requests                          see_rules         own
POST   /api/requests?member                   see_rules         own_or_there answer_requests
GET    /api/requests/own                      make_requests     own
GET    /api/requests/{id}                     see_rules         own_or_there answer_requests
GET    /api/requests/{id}/explanation         see_rules         own_or_there answer_requests
POST   /api/requests/{id}/answer              answer_requests   there
POST   /api/requests/{id}/withdraw            make_requests     own
GET    /api/review-grades                     record_activities there
POST   /api/review-grades                     record_activities there
GET    /api/rights                            see_units         everyone
GET    /api/rules                             see_rules         everyone
GET    /api/rules/{id}                        see_rules         everyone
POST   /api/rules/{id}/overrides              see_rules         anywhere edit_rules
POST   /api/rules/{id}/overrides/{override_id}/end see_rules         anywhere edit_rules
POST   /api/rules/{id}/overrides/{override_id}/withdraw see_rules         anywhere edit_rules
GET    /api/themes                            see_rules         everyone
POST   /api/themes                            issue_bulletins   there
GET    /api/units                             see_units         anywhere
POST   /api/units                             edit_units        there
GET    /api/units/search                      see_units         anywhere
GET    /api/units/{id}                        see_units         there
PUT    /api/units/{id}                        edit_units        there
POST   /api/units/{id}/adjust                 edit_units        there
GET    /api/units/{id}/children               see_units         there
POST   /api/units/{id}/dissolve               edit_units        there
GET    /api/units/{id}/history                see_units         there
GET    /api/units/{id}/member-counts          see_members       there
GET    /api/units/{id}/members                see_members       there
POST   /api/units/{id}/merge                  edit_units        there
POST   /api/units/{id}/posts                  edit_units        there
POST   /api/units/{id}/posts/end              edit_units        there
PUT    /api/units/{id}/term                   edit_units        there
GET    /api/units/{id}/tree                   see_units         there
POST   /api/units/{id}/unmask                 unmask_members    there
GET    /api/votes                             see_activities    there
POST   /api/votes                             hold_votes        there
GET    /api/votes/basis                       hold_votes        there
GET    /api/votes/{id}                        see_activities    there
POST   /api/votes/{id}/annul                  hold_votes        there
GET    /api/votes/{id}/explanation            see_activities    there
GET    /api/workbench                         see_rules         everyone
DELETE /api/session                           -                 open
GET    /api/session                           -                 session
PUT    /api/session/password                  -                 session
POST   /api/session                           -                 open
GET    /api/session/totp                      -                 session
POST   /api/session/totp                      -                 session
GET    /api/setup                             -                 open
POST   /api/setup                             -                 open
)";

}  // namespace hangji::application
