# SPDX-License-Identifier: LGPL-2.1-or-later
"""The sample's criteria, scales, people and what is said of its figures. All of it is invented, in our own words."""
from fractions import Fraction
from itertools import combinations, product

MINIMUM = '50'

SCALES = [
    ('S5', '0 to 5', [
        ('0', 'Unanswered', 'The question is not answered, or nothing in the answer bears on it.'),
        ('1', 'Poor', 'Most of what was asked for is missing. Serious doubt whether the service could be given.'),
        ('2', 'Weak', 'Part of what was asked for is there. Gaps would have to be closed before the service could start.'),
        ('3', 'Sound', 'What was asked for is there in enough detail to rely on. Gaps are few and can be managed.'),
        ('4', 'Good', 'All that was asked for is there, in detail, with evidence from work already done.'),
        ('5', 'Excellent', 'As for 4; the answer also goes further in ways that would clearly benefit this service.'),
    ]),
    ('S100', '0 to 100 in quarters', [
        ('0', 'None', 'No relevant assurance.'),
        ('25', 'Little', 'Assurance on one or two points; the main ones are open.'),
        ('50', 'Some', 'Assurance on the main points, without evidence for all of them.'),
        ('75', 'Much', 'Assurance on every point, with evidence for the main ones.'),
        ('100', 'Full', 'Assurance and evidence on every point.'),
    ]),
]
VALUES = {key: [value for value, _, _ in marks] for key, _, marks in SCALES}

PANELS = {
    'resettlement': ('E01', 'E02', 'E03'),
    'partnerships': ('E04', 'E05', 'E06'),
    'workforce': ('E07', 'E08', 'E09'),
    'operations': ('E10', 'E11', 'E12'),
}
POSTS = {
    'resettlement': 'Evaluator, resettlement and rehabilitation',
    'partnerships': 'Evaluator, partnerships and supply chain',
    'workforce': 'Evaluator, workforce and equality',
    'operations': 'Evaluator, information security and mobilisation',
}
PEOPLE = [(key, f'{POSTS[panel]} ({place})', 'evaluator')
          for panel, keys in PANELS.items() for place, key in enumerate(keys, 1)]
PEOPLE += [('commercial', 'Commercial officer', 'commercial'), ('lead', 'Lead of the evaluation', 'lead'),
           ('moderator', 'Moderator of the panels', 'moderator')]


class Criterion:
    def __init__(self, key, title, kind, weight=None, scale=None, common=False, minimum=None, panel=None, guidance=''):
        self.id, self.title, self.kind, self.scale = key, title, kind, scale
        self.parent = key.rpartition('.')[0] or None
        self.weight = Fraction(weight) if weight else None
        self.weight_text, self.minimum, self.common, self.guidance = weight, minimum, common, guidance
        self.people = PANELS.get(panel)
        self.values = ['fail', 'pass'] if kind == 'pass-fail' else VALUES.get(scale)

    def points(self, mark):
        """Of a mark, or of a difference of marks, given by index; the scales have equal steps from 0."""
        return self.weight * Fraction(mark, len(self.values) - 1)

    def attributes(self):
        marked = self.kind in ('scored', 'pass-fail')
        return {'id': self.id, 'parent': self.parent, 'title': self.title, 'kind': self.kind,
                'weight': self.weight_text, 'scale': self.scale,
                'scope': ('common' if self.common else 'lot') if marked else None, 'minimum': self.minimum,
                'formula': 'lowest-over-price' if self.kind == 'price' else None, 'trust': 'illustrative'}


def group(key, title, weight, minimum=None):
    return Criterion(key, title, 'group', weight, minimum=minimum)


def scored(key, title, weight, panel, guidance, **more):
    return Criterion(key, title, 'scored', weight, more.pop('scale', 'S5'), panel=panel, guidance=guidance, **more)


CRITERIA = [
    group('1', 'Through-the-gate resettlement', '14'),
    scored('1.1', 'Planning in the prisons of the lot', '4.5', 'resettlement',
           'How will every person who returns to the lot have a resettlement plan before release, whatever the '
           'length of the sentence and whichever prison holds them? Say who does it, when, and with what caseload.'),
    scored('1.2', 'From custody to community', '5.5', 'resettlement',
           'How will contact begun in prison go on after release, in the first week above all? Deal with releases '
           'before a weekend, missed appointments, recall, and medicine.'),
    scored('1.3', 'Somewhere to live, work and money', '4', 'resettlement',
           'What will be in place for housing, work, training, benefits, banking and debt, and on what agreements '
           'in the areas of the lot does it rest?'),
    group('2', 'Rehabilitation services', '16'),
    scored('2.1', 'Assessment and planning', '5', 'resettlement',
           'How will need and risk be assessed, and a plan made with the person and kept up to date?'),
    scored('2.2', 'Services and their evidence', '6.5', 'resettlement',
           'Which services will be given, to whom, how many and where? What is the evidence for each, and what '
           'happens to those that turn out not to work?'),
    scored('2.3', 'When risk rises', '4.5', 'resettlement',
           'How will a rise in risk be seen and passed to the public service without delay? A bid marked below 2 here '
           'fails the lot.', minimum='2'),
    group('3', 'Supply chain and voluntary-sector partners', '12', minimum='4'),
    scored('3.1', 'The supply chain of the lot', '6', 'partnerships',
           'Who are the partners in this lot, for what services, volumes and value? Say which gaps remain and how '
           'small bodies may join later.'),
    scored('3.2', 'Fair treatment of partners', '6', 'partnerships',
           'How will partners be chosen, paid, heard and developed? What share of the results risk reaches them? '
           'Answered once for all lots.', scale='S100', common=True),
    group('4', 'Local partnership and integrated offender management', '9'),
    scored('4.1', 'Commissioners, councils and health', '4.5', 'partnerships',
           'How will the service work with police and crime commissioners, local authorities, health boards and '
           'community safety partnerships in each area of the lot?'),
    scored('4.2', 'Integrated offender management', '4.5', 'partnerships',
           'What will be contributed to the joint teams of the lot, in staff, information and services?'),
    group('5', 'Women and protected characteristics', '8'),
    scored('5.1', 'Services for women', '5', 'workforce',
           'What will be different for women in this lot: places, staff, safety, children?', minimum='1'),
    scored('5.2', 'People with protected characteristics', '3', 'workforce',
           'How will the service meet different needs and show that outcomes do not differ without reason? Answered '
           'once for all lots.', common=True),
    group('6', 'Workforce and professional standards', '8'),
    scored('6.1', 'Staff, transfer and caseloads', '4', 'workforce',
           'How will staff of the lot transfer, what will caseloads be at different volumes, and how will change be '
           'paced?'),
    scored('6.2', 'Professional standards', '4', 'workforce',
           'Which qualifications, training and supervision will staff, partners and volunteers have? Answered once for '
           'all lots.', common=True),
    group('7', 'Information security', '5'),
    Criterion('7.1', 'Accreditation of systems', 'pass-fail', common=True, panel='operations',
              guidance='Is there a current certificate or accreditation for every system that would hold personal data? '
                       'A bid that fails here fails in every lot.'),
    scored('7.2', 'Care of personal data', '5', 'operations',
           'How will personal data be protected, shared, kept and deleted, by partners too? Answered once for all lots.',
           scale='S100', common=True, minimum='25'),
    group('8', 'Mobilisation', '8'),
    scored('8.1', 'Plan and risks', '4', 'operations',
           'What is the plan from award to the first day of service in this lot, and what could go wrong?'),
    scored('8.2', 'Premises, systems and first day', '4', 'operations',
           'What shows that premises, systems and people will be ready, and who may say that they are not?'),
    group('9', 'Price', '20'),
    Criterion('9.1', 'Price of the lot', 'price', '20',
              guidance='Annual price. The lowest compliant price earns all the points, another price the same points '
                       'times lowest price over price.'),
]
GROUPS = [criterion for criterion in CRITERIA if criterion.kind == 'group']
MARKED = [criterion for criterion in CRITERIA if criterion.people]
PRICE = next(criterion for criterion in CRITERIA if criterion.kind == 'price')


def moves(most):
    """Changes of one or two steps to marks of up to @most leaves that are marked per lot, fewest leaves first."""
    leaves = [leaf for leaf in MARKED if leaf.weight and not leaf.common]
    for count in range(most + 1):
        for chosen in combinations(leaves, count):
            for steps in product((-1, 1, -2, 2), repeat=count):
                yield list(zip(chosen, steps))


PROVENANCE = [
    ('answers', 'illustrative',
     'All answers are invented, those of documented bidders too, from a list of phrases. No text of any bid was used.'),
    ('areas', 'documented',
     'The 43 police areas of England and Wales with their codes, and their populations in the Census of 27 March 2011. '
     'Contains National Statistics data and public sector information, Crown copyright, licensed under the Open '
     'Government Licence v3.0.'),
    ('bidders', 'documented',
     'That thirty bidders passed the first stage is documented; the full list was not found. The first eleven, with '
     'their members as marked row by row, are from public documents. Bidder 14 to Bidder 32 are invented to make up '
     'thirty, and marked illustrative. Numbers 12 and 13 are not used: two documented bidders, G4S and Serco, withdrew '
     'before or at the first stage.'),
    ('bids', 'inferred',
     'Over 80 bids are documented; here there are 84. Bids of documented bidders are inferred from the contract package '
     'areas that they won, were preferred for or said they preferred, where those lie in a lot. The other bids are '
     'illustrative, the withdrawn one included. About four bids a lot are documented, for 21 lots; with 16 lots 84 bids '
     'are 5.25 a lot. Three bidders for London are documented.'),
    ('criteria', 'illustrative',
     'Criteria, guidance, weights, scales, minimum marks, price formula and rounding are invented. The subjects are '
     'those on which such a competition asked; the questions and weights of the real evaluation were not found.'),
    ('lots', 'reconstructed',
     'That the proposal of January 2013 had 16 lots is documented. Which areas each held was not found: the lots here '
     'are a reconstruction from neighbouring police areas.'),
    ('marks', 'illustrative',
     'All marks, rationales and agreed marks are invented, those of documented bidders too. They say nothing about any '
     'bid that was really made.'),
    ('shares', 'illustrative',
     'Shares of members are given for invented bidders only, and are invented.'),
    ('people', 'illustrative',
     'Evaluators and others are posts, not persons; who marks what is invented, and so is that none has an interest in an '
     'organisation. How the real panels were made up was not found.'),
    ('prices', 'illustrative',
     'All prices are invented; none was published.'),
    ('values', 'illustrative',
     'The documented 450 million pounds a year, shared out by population and rounded to 100,000 pounds. The real values '
     'of lots were not found.'),
]
